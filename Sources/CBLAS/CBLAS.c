#include "CBLAS.h"

// OpenBLAS's build with threads starts them as it is loaded, and they spin until they are given
// work. Ours are the only ones that work beside each other, so it is left none. The routine stands
// in no header of its, and the build without threads does not have it.
extern int blas_thread_shutdown_(void) __attribute__((weak));

__attribute__((constructor)) static void leave_no_threads(void) {
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
