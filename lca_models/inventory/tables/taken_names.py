"""Names that Brightway's formulas (asteval with NumPy) already use; a parameter of that name would not be read."""

from __future__ import annotations

_TEXT = """
fv ipmt irr mirr nper npv pmt ppmt pv rate
abs acos acosh add all amax amin angle any append arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax
argmin argsort argwhere around array asarray asin asinh atan atan2 atanh atleast_1d atleast_2d atleast_3d average
bartlett bin bitwise_and bitwise_not bitwise_or bitwise_xor blackman bool broadcast bytearray bytes ceil choose chr
clip column_stack common_type complex complex128 compress concatenate conjugate convolve copysign corrcoef correlate
cos cosh cov cross cumprod cumsum datetime_data deg2rad degrees delete diag diag_indices diag_indices_from diagflat
diagonal dict diff digitize dir divide divmod dot dsplit dstack dtype e ediff1d empty empty_like enumerate equal exp
exp2 expand_dims expm1 extract eye fabs factorial fill_diagonal filter finfo fix flatiter flatnonzero
fliplr flipud float float64 floor floor_divide fmax fmin fmod format frexp frombuffer fromfile fromfunction fromiter
frompyfunc fromregex fromstring frozenset fsum genfromtxt getbufsize geterr gradient greater greater_equal
hamming hanning hash hex histogram histogram2d histogramdd hsplit hstack hypot i0 id identity iinfo imag indices
inexact inf info inner insert int int32 integer interp intersect1d invert iscomplex iscomplexobj isfinite isinf
isinstance isnan isneginf isposinf isreal isrealobj isscalar iterable kaiser kron ldexp left_shift len less less_equal
linspace list little_endian ln loadtxt log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or
logical_xor logspace longdouble longlong map mask_indices matrix max maximum may_share_memory mean median meshgrid min
minimum mintypecode mod modf multiply nan nan_to_num nanargmax nanargmin nanmax nanmin nansum ndarray ndenumerate ndim
ndindex negative nextafter nonzero not_equal number oct ones ones_like open ord outer packbits percentile pi piecewise
place poly poly1d polyadd polyder polydiv polyint polymul polysub polyval pow power print prod ptp put putmask
rad2deg radians range ravel real real_if_close reciprocal record remainder repeat repr reshape resize reversed
right_shift rint roll rollaxis roots rot90 round searchsorted select set setbufsize setdiff1d seterr setxor1d shape
short sign signbit signedinteger sin sinc single sinh size slice sort sort_complex sorted spacing split sqrt square
squeeze std str subtract sum swapaxes take tan tanh tensordot tile trace transpose tri tril tril_indices
tril_indices_from trim_zeros triu triu_indices triu_indices_from true_divide trunc tuple type ubyte uint uint32
union1d unique unravel_index unsignedinteger unwrap ushort vander var vdot vectorize vsplit vstack where zeros
zeros_like zip
"""
TAKEN_NAMES = frozenset(_TEXT.split())
