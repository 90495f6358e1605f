/*
 * A disk that can lose power, be slow, and be full; loaded before libc (LD_PRELOAD) into the server under test.
 *
 * For the database named by DISK_OF and its -wal, a durable image `<file>.durable` is kept: what was written since
 * the last fsync is only remembered as ranges, and an fsync copies these into the image. After a kill -9 the images
 * are what a power cut would have left.
 *
 *   write --> <file>            fsync: the written ranges --> <file>.durable
 *
 * DISK_SLOW_MS      every fsync takes so much longer
 * DISK_STALL_FILE   while this file exists, an fsync does not end (5 s at most)
 * DISK_FULL_FILE    while this file exists, writes that make a file longer fail with ENOSPC; with "EIO" in it, every
 *                   write and fsync fails with EIO
 * DISK_COUNT_FILE   how many writes and fsyncs went through here: a test that sees none is blind
 *
 * SQLite writes with pwrite alone; were that to change, the control without loss would tell.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define STALL_MS 5000

struct range { off_t from, to; };
struct image { char path[4096]; struct range *ranges; size_t count, room; int truncated; };

static struct image images[2];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long writes, syncs;

__attribute__((constructor)) static void begin(void) {
  const char *of = getenv("DISK_OF");
  if (!of) return;
  snprintf(images[0].path, sizeof images[0].path, "%s", of);
  snprintf(images[1].path, sizeof images[1].path, "%s-wal", of);
}

static struct image *image_of(int fd) {
  char link[64], path[4096];
  if (!images[0].path[0]) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0 || path[0] != '/') return NULL;
  path[length] = 0;
  for (int i = 0; i < 2; i++)
    if (strcmp(path, images[i].path) == 0) return &images[i];
  return NULL;
}

static void tell_counts(void) {
  const char *file = getenv("DISK_COUNT_FILE");
  FILE *told = file ? fopen(file, "w") : NULL;
  if (!told) return;
  fprintf(told, "{\"writes\":%lu,\"syncs\":%lu}", writes, syncs);
  fclose(told);
}

static void remember(struct image *image, off_t from, off_t to) {
  pthread_mutex_lock(&lock);
  struct range *last = image->count ? &image->ranges[image->count - 1] : NULL;
  if (last && last->to == from) last->to = to;
  else {
    if (image->count == image->room) {
      image->room = image->room ? image->room * 2 : 64;
      image->ranges = realloc(image->ranges, image->room * sizeof *image->ranges);
    }
    image->ranges[image->count++] = (struct range){from, to};
  }
  pthread_mutex_unlock(&lock);
}

/* What is wrong with the disk just now: an errno, or 0. */
static int trouble(int fd, off_t end) {
  const char *file = getenv("DISK_FULL_FILE");
  char told[4] = "";
  struct stat before;
  int flag = file ? open(file, O_RDONLY) : -1;
  if (flag < 0) return 0;
  ssize_t length = read(flag, told, 3);
  close(flag);
  if (length == 3 && memcmp(told, "EIO", 3) == 0) return EIO;
  return end >= 0 && fstat(fd, &before) == 0 && end > before.st_size ? ENOSPC : 0;
}

static ssize_t written(struct image *image, off_t from, ssize_t result) {
  writes++;
  if (result > 0) remember(image, from, from + result);
  return result;
}

#define WRITES(name)                                                        \
  ssize_t name(int fd, const void *bytes, size_t size, off_t at) {          \
    struct image *image = image_of(fd);                                     \
    if (!image) return REAL(name)(fd, bytes, size, at);                     \
    int error = trouble(fd, at + (off_t)size);                              \
    if (error) return errno = error, -1;                                    \
    return written(image, at, REAL(name)(fd, bytes, size, at));         \
  }
WRITES(pwrite)
WRITES(pwrite64)

#define TRUNCATES(name)                                                     \
  int name(int fd, off_t size) {                                            \
    struct image *image = image_of(fd);                                     \
    if (image) image->truncated = 1;                                        \
    return REAL(name)(fd, size);                                            \
  }
TRUNCATES(ftruncate)
TRUNCATES(ftruncate64)

static void wait_ms(long ms) {
  struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&time, NULL);
}

static void be_slow(void) {
  const char *slow = getenv("DISK_SLOW_MS"), *stall = getenv("DISK_STALL_FILE");
  if (slow) wait_ms(atol(slow));
  for (int ms = 0; stall && ms < STALL_MS && access(stall, F_OK) == 0; ms += 10) wait_ms(10);
}

static void copy(int from, int to, struct range range) {
  static char bytes[1 << 16];
  while (range.from < range.to) {
    size_t size = (size_t)(range.to - range.from);
    ssize_t got = pread(from, bytes, size < sizeof bytes ? size : sizeof bytes, range.from);
    if (got <= 0 || REAL(pwrite)(to, bytes, (size_t)got, range.from) != got) return;
    range.from += got;
  }
}

/* What an fsync promises: everything written before is on the disk. */
static int make_durable(int fd, struct image *image) {
  char durable[4200];
  struct stat now;
  be_slow();
  int error = trouble(fd, -1);
  if (error) return errno = error, -1;
  snprintf(durable, sizeof durable, "%s.durable", image->path);
  pthread_mutex_lock(&lock);
  int to = open(durable, O_RDWR | O_CREAT, 0600);
  for (size_t i = 0; i < image->count; i++) copy(fd, to, image->ranges[i]);
  if (image->truncated && fstat(fd, &now) == 0) REAL(ftruncate)(to, now.st_size);
  image->count = image->truncated = 0;
  close(to); /* never the database itself: closing it once more would drop SQLite's locks on it */
  pthread_mutex_unlock(&lock);
  syncs++;
  tell_counts();
  return 0;
}

#define SYNCS(name)                                                         \
  int name(int fd) {                                                        \
    struct image *image = image_of(fd);                                     \
    return image ? make_durable(fd, image) : REAL(name)(fd);                \
  }
SYNCS(fsync)
SYNCS(fdatasync)
