/* measure PROGRAM [ARGUMENT...]: runs it, silently, and prints what it took: milliseconds, those with a processor, and its peak memory in MB.
 * A program of its own, and a small one: to the peak of a child the kernel adds what its parent held when it was made. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
ms_of(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static void
become(char **argv)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nowhere >= 0 && dup2(nowhere, STDIN_FILENO) >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
		execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char **argv)
{
	struct rusage used;
	int status = 0;
	double from = now_ms();
	pid_t child = argc < 2 ? -1 : fork();
	if (child == 0)
		become(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return 1;
	printf("%.3f %.3f %.3f\n", now_ms() - from, ms_of(used.ru_utime) + ms_of(used.ru_stime), (double)used.ru_maxrss / 1024.0);
	return 0;
}
