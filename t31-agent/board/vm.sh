#!/usr/bin/env bash
# Boots an emulated board with a copy of a folder as its disk, runs the folder's run.sh there, prints what that prints and
# ends with its exit code. Of 52 MB the kernel leaves the programs as much as a T31 does.
# Usage: vm.sh FOLDER
# The board has the address 10.0.2.15 and reaches this machine's loopback interface as 10.0.2.2.
# BOARD_LIMIT_S is the time after which the board counts as stuck.
set -eu
PATH=$PATH:/sbin
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
board=$here/../../.cradlewatch/board
folder=$1
memory_mb=52
disk_mb=160
limit_s=${BOARD_LIMIT_S:-300}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/tree/{bin,data,dev,modules,proc,sys,tmp}
cp "$board/sysroot/bin/busybox" "$work/tree/bin/"
cp "$board"/kernel/*.ko "$work/tree/modules/"
cp "$here/init.sh" "$work/tree/init"
(cd "$work/tree" && find . | cpio --quiet -o -H newc | gzip -1) >"$work/initramfs"
mke2fs -q -t ext4 -d "$folder" "$work/disk" "${disk_mb}M" >/dev/null

# The serial console ends its lines with a carriage return.
timeout "$limit_s" qemu-system-mipsel -M malta -cpu 24Kf -m "$memory_mb" -nodefaults -display none -vga none \
    -serial stdio -no-reboot -nic user,model=pcnet -drive "file=$work/disk,format=raw,if=ide" \
    -kernel "$board/kernel/vmlinuz" -initrd "$work/initramfs" \
    -append "console=ttyS0 quiet panic=-1" </dev/null | sed -u 's|\r||g' | tee "$work/console" ||
    echo "vm: no end within $limit_s s" >&2
code=$(sed -n 's/^vm: exit code //p' "$work/console" | tail -n 1)
exit "${code:-1}"
