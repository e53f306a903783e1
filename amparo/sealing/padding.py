"""Padding: how long a text is can tell what it says, so only its size class shows.

Format: the message, 0x80, then zero bytes (ISO/IEC 7816-4) up to the next size class: 512 bytes,
1, 2, 4 … 64 KiB; above that whole multiples of 64 KiB. A yes and a short paragraph look alike.
It is checked only after the envelope has proved that nothing was changed.
"""

from amparo.base.problems import CannotOpen

SMALLEST = 512
STEP = 64 * 1024
END = b"\x80"


def padded_size(length: int) -> int:
    """Return the size class, in bytes, of a message of this length."""
    needed = length + len(END)
    if needed > STEP:
        return -(-needed // STEP) * STEP
    return max(SMALLEST, 1 << (needed - 1).bit_length())


def pad(message: bytes) -> bytes:
    return (message + END).ljust(padded_size(len(message)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the message.

    Raises:
        CannotOpen: if `pad` could not have written this.
    """
    message = padded.rstrip(b"\0").removesuffix(END)
    if pad(message) != padded:
        raise CannotOpen
    return message
