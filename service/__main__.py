"""`python -m service` is the command `wangtu`."""

from service.cli import main

main()
