/* SQLite 3, and what Swift cannot import of it: casts and variadic calls. */
#ifndef WHUB_CSQLITE_SHIM_H
#define WHUB_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Tells SQLite to copy what is bound before the call returns. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

/* Sets one of the on-off switches of a connection, which are variadic in C. */
static inline int csqlite_set_switch(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}

#endif
