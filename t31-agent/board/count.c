// A QEMU plugin that tells how many instructions a program executed. Debian ships no header of the plugin interface, so
// the few functions that are used are declared here (interface version 1: QEMU 4.2 to 8.2).
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t plugin_id;
typedef struct block block;

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*callback)(plugin_id, block*));
size_t qemu_plugin_tb_n_insns(const block* block);
void qemu_plugin_register_vcpu_tb_exec_inline(block* block, int operation, void* counter, uint64_t amount);
void qemu_plugin_register_atexit_cb(plugin_id id, void (*callback)(plugin_id, void*), void* data);

int qemu_plugin_version = 1;
static const int kAdd = 0;
static uint64_t executed;

// Each block of code is translated once, and from then on adds its length whenever it runs.
static void translated(plugin_id id, block* block) {
  (void)id;
  qemu_plugin_register_vcpu_tb_exec_inline(block, kAdd, &executed, qemu_plugin_tb_n_insns(block));
}

static void ended(plugin_id id, void* data) {
  (void)id;
  (void)data;
  fprintf(stderr, "instructions: %" PRIu64 "\n", executed);
}

int qemu_plugin_install(plugin_id id, const void* machine, int count, char** arguments) {
  (void)machine;
  (void)count;
  (void)arguments;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
