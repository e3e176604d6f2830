# The key of rndc is a secret of this device: it is made here, not with the image.
[ -s /etc/bind/rndc.key ] || rndc-confgen -a -u bind >/dev/null
