import errno
import os
import re

import pytest

from lca_models.scope.wording.messages import speaking
from lca_models.scope.wording.reasons import reason_of

OFTEN = (errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.ENOTDIR, errno.EISDIR, errno.EROFS, errno.ENAMETOOLONG, errno.EBADF,
         errno.EEXIST, errno.EMFILE, errno.ELOOP, errno.EIO, errno.ENOMEM, errno.EAGAIN)  # fmt: skip


@pytest.mark.parametrize("number", OFTEN, ids=errno.errorcode.get)
def test_a_reason_is_said_in_the_language_in_use(number):
    error = OSError(number, os.strerror(number))

    assert reason_of(error) != os.strerror(number)
    with speaking("zh"):
        assert re.search("[\u4e00-\u9fff]", reason_of(error))


def test_a_reason_without_words_of_our_own_is_said_as_the_system_says_it():
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason_of(OSError("no number")) == "no number"
    assert reason_of(OSError()) == "OSError"
