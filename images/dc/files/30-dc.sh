# In the background: nobody waits for the domain to log in.
if [ -s /etc/ccp3/domain.json ] && systemctl is-enabled --quiet samba-ad-dc; then
    systemctl start samba-ad-dc </dev/null &
fi
