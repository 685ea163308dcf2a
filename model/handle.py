"""The handle by which compiled rules hold the state: one pointer instead of some eighty arrays.

A rule that takes every array of the state as an argument of its own costs four times as much to compile. So the
arrays are put behind one reference (numba's StructRef) that rules read like a named tuple; in Python the same object
reads as the arrays it holds. Without the compiler it is the plain named tuple.
"""

import hashlib
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numba import types
from numba.experimental import structref

from .kernels import rule
from .state import Arrays

if TYPE_CHECKING or numba.config.DISABLE_JIT:
    State = Arrays

    def hold(arrays: Arrays) -> Arrays:
        """Return the state that rules take; without the compiler the arrays themselves."""
        return arrays

    def reseed(state: Arrays, seed: int) -> Arrays:
        """Return the state under another seed."""
        return state._replace(seed=np.uint64(seed))

else:

    @structref.register
    class StateType(types.StructRef):
        """The compiler's type of the handle.

        Its name is a hash: spelled out, some thousand fields would stand in the name of every compiled function.
        """

        def __init__(self, fields):
            """Take the fields, shorten the name."""
            super().__init__(fields)
            self.name = f"State({hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()})"

        def preprocess_fields(self, fields):
            """Forget literal values, so that one compiled rule serves every run."""
            return tuple((name, types.unliteral(kind)) for name, kind in fields)

    class State(structref.StructRefProxy):
        """The state, for rules and for Python alike; attributes are those of `state.Arrays`."""

        def __new__(cls, *arrays):
            """Make a handle of arrays in the order of `state.Arrays`; called by compiled code."""
            return structref.StructRefProxy.__new__(cls, *arrays)

        def __getattr__(self, name):
            """Return an array by name."""
            if name == "arrays":
                raise AttributeError(name)
            return getattr(self.arrays, name)

    structref.define_proxy(State, StateType, Arrays._fields)
    for _name in Arrays._fields:  # plain attributes in Python, not compiled getters
        if _name in vars(State):
            delattr(State, _name)

    @rule
    def _handle(a):
        """Return the handle of the arrays."""
        return State(
            a.seed, a.p, a.world, a.countries, a.buyers, a.makers,
            a.products, a.foundries, a.memory, a.platforms, a.labs, a.seats,
            a.acts, a.orders, a.ledger, a.count, a.law, a.allowed,
            a.issuer, a.instruments, a.entity, a.base, a.wish, a.asked, a.held, a.offers, a.worth, a.terms, a.ordered, a.legal,
            a.determination, a.shipped, a.shipped_year, a.smuggled, a.pipeline, a.wanted_past,
            a.neighbours, a.trade, a.alignment, a.mineral_stock, a.mineral_flow, a.mineral_queue,
            a.mineral_short, a.substitution, a.mineral_use, a.mineral_pace, a.mineral_tonnes, a.mineral_price,
            a.minerals, a.stance, a.channel, a.script, a.shocks, a.administrations, a.reasons, a.posture, a.doctrines,
            a.scratch, a.offset, a.out,
        )  # fmt: skip

    def hold(arrays: Arrays) -> Any:
        """Return the state that rules take, over the same memory as the arrays."""
        state = _handle(arrays)
        state.arrays = arrays
        return state

    @rule
    def _reseed(s, seed):
        """Give the state another seed."""
        s.seed = seed

    def reseed(state: Any, seed: int) -> Any:
        """Return the state under another seed: the same handle."""
        _reseed(state, np.uint64(seed))
        state.arrays = state.arrays._replace(seed=np.uint64(seed))
        return state
