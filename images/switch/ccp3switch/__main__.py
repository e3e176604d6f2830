"""Entry point: the daemon, or with `console` a terminal on it."""

import sys

if sys.argv[1:] == ["console"]:
    from pathlib import Path

    from ccp3switch.front.attach import attach

    sys.exit(attach(Path("/run/ccp3switch/console")))

from ccp3switch.daemon import main

sys.exit(main())
