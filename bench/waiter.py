"""Runs a command and prints its exit status, seconds on the clock, seconds of the processor, and peak memory.

A program of its own, and small: to the system the memory of whoever starts a command is the command's first.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}\n")
