"""Makes `python -m service` the command `wangtu`."""

from service.cli import main

main()
