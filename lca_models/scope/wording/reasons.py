"""Why the system refused a file, in the language in use: the system's own words are English whatever is asked for."""

from __future__ import annotations

import errno

from lca_models.scope.wording.messages import message


def reason_of(error: OSError) -> str:
    """What is wrong and what to do about it, in one line; the system's own words where the catalogue has none."""
    if error.errno == errno.ENOENT and error.filename is None:  # no file of anybody's
        if "temporary" in str(error.strerror):
            return message("no folder for temporary files can be written; set TMPDIR to one that can")
        return message("the folder you are in is gone; change to another one")
    known = {
        errno.ENOENT: message("there is no such file or folder; check the path"),
        errno.EACCES: message("access is denied; choose another place, or change its permissions"),
        errno.EPERM: message("access is denied; choose another place, or change its permissions"),
        errno.EISDIR: message("is a folder; name a file"),
        errno.ENOTDIR: message("a part of the path is a file, not a folder; choose another place"),
        errno.EEXIST: message("exists already; choose another name, or move it away"),
        errno.ENOTEMPTY: message("the folder is not empty; choose another one"),
        errno.ENOSPC: message("the disk is full; free some space and run the command again"),
        errno.EDQUOT: message("the disk is full; free some space and run the command again"),
        errno.EFBIG: message("the file would be larger than the system allows; choose another place"),
        errno.EROFS: message("the disk is read-only; choose another place"),
        errno.ENAMETOOLONG: message("the path is too long; choose a shorter one"),
        errno.EMFILE: message("too many files are open; close other programs, or raise ulimit -n"),
        errno.ENFILE: message("too many files are open; close other programs, or raise ulimit -n"),
        errno.ELOOP: message("the path leads round in circles of links; choose another one"),
        errno.EBADF: message("is closed; nothing can be read from or written to it"),
        errno.EIO: message("the device does not answer; check the disk"),
        errno.EBUSY: message("another program holds it; close that program and run the command again"),
        errno.ETXTBSY: message("another program holds it; close that program and run the command again"),
        errno.EINVAL: message("the system cannot use this path; choose another one"),
        errno.ENOMEM: message("there is not enough memory; close other programs"),
        errno.EAGAIN: message("the system has no more processes or memory to give; close other programs"),
        errno.EPIPE: message("its reader has gone"),
    }
    return known.get(error.errno or 0, "") or error.strerror or str(error) or type(error).__name__
