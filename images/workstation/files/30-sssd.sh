# In the background: where the domain is not reached yet, sssd goes on without it and finds it later. A machine that is
# not configured for a domain (sssd.conf(5)) runs nothing of it.
if [ -s /etc/sssd/sssd.conf ] && systemctl is-enabled --quiet sssd; then
    systemctl start sssd </dev/null &
fi
