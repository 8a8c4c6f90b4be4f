#!/bin/busybox sh
# shellcheck shell=dash
# The first process of the emulated board: brings it up, runs the test, tells its exit code and powers off.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
insmod /modules/mii.ko
insmod /modules/pcnet32.ko
ifconfig lo 127.0.0.1 up
ifconfig eth0 10.0.2.15 netmask 255.255.255.0 up
cd /
sh /run.sh
echo "vm: exit code $?"
poweroff -f
