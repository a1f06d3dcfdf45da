"""Client of Almond's API. `generated` is written from the OpenAPI document; around it stand a way to make a client, errors
that can be caught, lists as iterators, retries, and the answer to "prove again that you are there"."""

from .client import Almond, StepUpNeeded
from .errors import AlmondError

__all__ = ["Almond", "AlmondError", "StepUpNeeded"]
