#!/bin/busybox sh
# shellcheck shell=dash
# The first process of the emulated board: brings it up, runs the disk's script, tells its exit code and powers off.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for module in mii pcnet32 ata_piix crc16 crc32c_generic mbcache jbd2 ext4; do
    insmod "/modules/$module.ko"
done
ifconfig lo 127.0.0.1 up
ifconfig eth0 10.0.2.15 netmask 255.255.255.0 up
mount -t ext4 /dev/sda /data
cd /data || poweroff -f
sh run.sh
code=$?
cd /
umount /data
echo "vm: exit code $code"
poweroff -f
