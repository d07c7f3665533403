/* SQLite 3, and what Swift cannot import of it: casts and variadic calls. */
#ifndef WHUB_CSQLITE_SHIM_H
#define WHUB_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Tells SQLite to copy what is bound before the call returns. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

/* A reader that closes last must not checkpoint: only the file's one writer does. */
static inline int csqlite_no_checkpoint_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

#endif
