#!/bin/sh
# No package starts a daemon while an image is built (see invoke-rc.d(8)).
exit 101
