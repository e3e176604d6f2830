#!/bin/sh
# Open vSwitch without its service wrappers, in the background: the switch's program loads meanwhile and waits for the
# sign. The database begins empty at each start; the configuration is the only state.
PORTS=${PORTS:-24}
RUN=/run/ccp3switch
mkdir -p $RUN /run/openvswitch /var/log/openvswitch
chmod 0700 $RUN

# The switch's own address: the one of the management port, else one drawn from the host name.
if [ -r /sys/class/net/eth0/address ]; then
    mac=$(cat /sys/class/net/eth0/address)
else
    mac=$(hostname | md5sum | sed 's/^\(..\)\(..\)\(..\)\(..\).*/02:c3:\1:\2:\3:\4/')
fi
echo "$mac" >$RUN/base-mac

ports() {
    n=1
    while [ $n -le "$PORTS" ]; do
        printf -- '-- add-port br0 eth%s ' $n
        n=$((n + 1))
    done
}

start() {
    cp /usr/share/openvswitch/empty.db /run/openvswitch/conf.db
    ovsdb-server /run/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --detach --monitor \
        --no-chdir --log-file=/var/log/openvswitch/ovsdb-server.log -vconsole:off
    # All ports are declared although their links come later; segmentation offload must be on before vswitchd starts,
    # or TCP through plain veth pairs dies silently; RSTP runs, or a second trunk would storm.
    # shellcheck disable=SC2046 # the words of `ports` are meant to be split
    ovs-vsctl --no-wait init -- set Open_vSwitch . other_config:userspace-tso-enable=true \
        -- add-br br0 -- set bridge br0 datapath_type=netdev rstp_enable=true "other_config:hwaddr=\"$mac\"" \
        $(ports)
    ovs-vswitchd unix:/run/openvswitch/db.sock --pidfile --detach --monitor --no-chdir \
        --log-file=/var/log/openvswitch/ovs-vswitchd.log -vconsole:off
    touch $RUN/ovs-ready
}

/usr/local/sbin/management-apart
start &
