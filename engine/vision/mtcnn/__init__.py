"""MTCNN for many pictures at once, with facenet-pytorch's trained networks.

Zhang et al., "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks", 2016: a small
network looks at every place in every size, a larger one at what that lets through, the largest at what is left.
Every step gives what facenet-pytorch's gives, to rounding; only the way there is another:

- `areas`     one table of sums per picture, from which the pyramid and every crop are read
- `networks`  the three networks, channels last
- `boxes`     regression, squares and suppression
- `cascade`   the three stages, over all pictures together
- `workers`   threads that each look at a picture of their own, on a processor
"""
