"""Makes NumPy multiply matrices on the thread that asks for it."""

from threadpoolctl import threadpool_limits


def multiply_on_calling_thread() -> None:
    """Multiply matrices on one thread from now on, in all of the process.

    By default OpenBLAS shares a product among one thread for each core. These wait busily for the next one
    and take the cores from other workers. docs/decisions/0031.
    """
    threadpool_limits(1, user_api="blas")
