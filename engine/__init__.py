"""Everything that Kith does without a window: no module here imports Qt."""

import os

# By default the threads of torch and scikit-learn spin while they wait for one another. On a machine that is busy
# with anything else, our own decoding threads included, that made a scan five times slower. Read by OpenMP when it
# is first loaded, hence here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# oneDNN keeps compiled code for each size of picture that it has seen, 1,024 of them: hundreds of megabytes in a
# folder of pictures of all sizes, hardly any of which come again.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "96")
