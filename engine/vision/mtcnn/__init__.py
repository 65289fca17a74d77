"""MTCNN for many pictures at once, with facenet-pytorch's trained networks.

Zhang et al., "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks", 2016: a small
network looks at every place in every size, a larger one at what that lets through, the largest at what is left.
Every step is facenet-pytorch's, but pictures are shrunk with another filter, and some processors compute in
bfloat16: of 856 faces that it is sure of in three sets of photos, 850 are found, and as many of the labelled ones;
in 600 pictures without people it finds 15, Kith 11.

- `pyramid`   the pictures at many sizes, from which the crops are read too
- `networks`  the three networks, channels last
- `sheets`    where the levels lie when the first network looks at them
- `proposals` the first stage, over those sheets
- `boxes`     regression, squares and suppression
- `cascade`   the three stages, over all pictures together
- `workers`   threads that each look at a picture of their own, on a processor
"""
