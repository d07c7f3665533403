/* SQLite 3, and what Swift cannot import of it: casts and variadic calls. */
#ifndef WHUB_CSQLITE_SHIM_H
#define WHUB_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Tells SQLite to copy what is bound before the call returns. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

/* Without totals of memory in use, whose one mutex every allocation of every thread would take.
 * Only before the library is first used. */
static inline int csqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* Sets one of the on-off switches of a connection, which are variadic in C. */
static inline int csqlite_set_switch(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}

#endif
