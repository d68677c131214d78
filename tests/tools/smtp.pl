# A mail server on loopback that writes what it is given: perl smtp.pl PORT FILE. Who it is for stands in FILE.rcpt. It ends by itself.
use strict; use IO::Socket::INET;
my ($port, $to) = @ARGV;
alarm 600;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 5, ReuseAddr => 1) or die "no port: $!";
while (my $c = $server->accept) {
	$c->autoflush(1); print $c "220 sink ESMTP\r\n";
	my $data = 0; my $mail = '';
	while (my $line = <$c>) {
		if ($data) {
			if ($line =~ /^\.\r?\n$/) { open(my $f, '>>', $to) or die; print $f $mail; close $f; $data = 0; print $c "250 kept\r\n"; next }
			$line =~ s/^\.\././; $line =~ s/\r\n/\n/; $mail .= $line; next;
		}
		if ($line =~ /^(EHLO|HELO)/i) { print $c "250 sink\r\n" }
		elsif ($line =~ /^DATA/i) { $data = 1; $mail = ''; print $c "354 go on\r\n" }
		elsif ($line =~ /^RCPT TO:(\S+)/i) { open(my $f, '>>', "$to.rcpt"); print $f "$1\n"; close $f; print $c "250 ok\r\n" }
		elsif ($line =~ /^QUIT/i) { print $c "221 bye\r\n"; last }
		else { print $c "250 ok\r\n" }
	}
}
