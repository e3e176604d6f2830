# What the unit `networking` does when a Debian starts. The lab plugs its links in once the device runs: ports that are
# not there yet are no failure, lab-hotplug brings them up (udev's part on a PC). `systemctl status networking` and
# `journalctl -u networking` tell how it went.
mkdir -p /var/log/journal
log=/var/log/journal/networking.service.log
state=active
ifup lo >>$log 2>&1 || state=failed
for at in /sys/class/net/eth[1-9]*; do
    [ ! -e "$at" ] || lab-networking plugged "${at##*/}" >>$log 2>&1 || state=failed
done
echo "ActiveState=$state" >/run/networking.service.status
lab-hotplug >>$log 2>&1 &
