"""The handle by which compiled rules hold the state: one pointer instead of some eighty arrays.

A rule that takes every array of the state as an argument of its own costs four times as much to compile. So the
arrays' descriptors are laid out once in a block of memory, and rules take its address and read it like the named
tuple. numba counts no references to such a pointer, nor to the arrays read through it (a third of a run's time, when
it did): the Python object keeps both alive. Without the compiler the handle is the plain named tuple.
"""

import hashlib
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
    unbox,
)

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

    class Parameters(types.Record):
        """The compiler's type of the parameters: a record that no rule writes to.

        Args:
            record: The compiler's type of the record.
        """

        def __init__(self, record):
            """Take the record's layout, and a hash for a name."""
            layout = [(name, field._asdict()) for name, field in record.fields.items()]
            super().__init__(layout, record.size, record.aligned)
            self.name = f"Parameters({hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()})"

        def can_convert_to(self, typingctx, other):
            """Convert to nothing: a rule that is given any other record is compiled for that too."""

    register_model(Parameters)(models.RecordModel)

    @lower_getattr_generic(Parameters)
    def _read_parameter(context, builder, kind, record, name):
        """Read a parameter."""
        number = context.get_data_type(kind.typeof(name))
        return _load(builder, cgutils.get_record_member(builder, record, kind.offset(name), number))

    class StateType(types.Type):
        """The compiler's type of the handle.

        Its name is a hash: spelled out, some thousand fields would stand in the name of every compiled function.

        Args:
            kinds: The compiler's types of `Arrays`' fields.
        """

        def __init__(self, kinds):
            """Take the fields' types, literal values forgotten, so that one compiled rule serves every run."""
            self.kinds = tuple(
                Parameters(kind) if isinstance(kind, types.Record) else types.unliteral(kind) for kind in kinds
            )
            self.block = types.Tuple(self.kinds)
            super().__init__(f"State({hashlib.blake2b(str(self.block).encode(), digest_size=8).hexdigest()})")

    @register_model(StateType)
    class StateModel(models.OpaqueModel):
        """An address."""

    class State:
        """The state, for rules and for Python alike; attributes are those of `state.Arrays`.

        Args:
            arrays: The state's arrays, kept alive as long as this.
        """

        __slots__ = ("_numba_type_", "address", "arrays", "descriptors")

        def __init__(self, arrays):
            """Lay out the arrays' descriptors for compiled code."""
            self._numba_type_ = _type_of(arrays)
            self.descriptors = np.zeros(_size(self._numba_type_), np.uint8)
            self.address = self.descriptors.ctypes.data
            self.arrays = arrays
            _lay_out(self.descriptors, arrays)

        def __getattr__(self, name):
            """Return an array by name."""
            return getattr(self.arrays, name)

    _types = {}
    """The type of every layout of the arrays met so far: to name its thousand fields takes as long as a run."""

    def _type_of(arrays):
        """Return the compiler's type of a state."""
        layout = tuple((one.dtype, one.ndim, one.flags.num) for one in arrays)
        if layout not in _types:
            _types[layout] = StateType(numba.typeof(arrays).types)
        return _types[layout]

    @unbox(StateType)
    def _unbox(kind, state, c):
        number = c.pyapi.object_getattr_string(state, "address")
        address = c.pyapi.long_as_voidptr(number)
        c.pyapi.decref(number)
        return NativeValue(address, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))

    @infer_getattr
    class _StateAttributes(AttributeTemplate):
        key = StateType

        def generic_resolve(self, kind, name):
            """Return the type of a field."""
            return kind.kinds[Arrays._fields.index(name)] if name in Arrays._fields else None

    @lower_getattr_generic(StateType)
    def _read(context, builder, kind, address, name):
        """Read a field."""
        return builder.call(_reader(context, builder.module, kind, name), [address])

    def _reader(context, module, kind, name):
        """Return the function that reads a field: built once per module, and inlined where it is called.

        Of an array it gives the descriptor without an owner. No rule writes to descriptors, so what is read once holds.
        """
        symbol = f"{kind.name}.{name}"
        if symbol in module.globals:
            return module.globals[symbol]
        place = Arrays._fields.index(name)
        field = kind.kinds[place]
        address = context.get_value_type(kind)
        function = ir.Function(module, ir.FunctionType(context.get_value_type(field), [address]), symbol)
        function.linkage = "internal"
        function.attributes.add("alwaysinline")
        builder = ir.IRBuilder(function.append_basic_block())
        block = builder.bitcast(function.args[0], context.get_value_type(kind.block).as_pointer())
        value = _load(builder, cgutils.gep_inbounds(builder, block, 0, place))
        builder.ret(_disown(context, builder, field, value))
        return function

    def _load(builder, pointer):
        """Load what no rule ever writes, part by part: so marked, one read serves however many uses."""
        kind = pointer.type.pointee
        if not isinstance(kind, ir.LiteralStructType | ir.ArrayType):
            value = builder.load(pointer)
            value.set_metadata("invariant.load", builder.module.add_metadata([]))
            return value
        whole = ir.Constant(kind, ir.Undefined)
        for part in range(len(kind)):
            value = _load(builder, cgutils.gep_inbounds(builder, pointer, 0, part))
            whole = builder.insert_value(whole, value, part)
        return whole

    def _disown(context, builder, kind, value):
        """Return an array without the owner whose references numba would count."""
        if not isinstance(kind, types.Array):
            return value
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = array.meminfo.type(None)
        array.parent = array.parent.type(None)
        return array._getvalue()

    @intrinsic
    def _put(_, memory, arrays):
        """Write the descriptors of arrays into memory."""
        block = types.Tuple([types.unliteral(kind) for kind in arrays.types])

        def build(context, builder, signature, arguments):
            memory_kind, arrays_kind = signature.args
            target = context.make_array(memory_kind)(context, builder, arguments[0]).data
            target = builder.bitcast(target, context.get_value_type(block).as_pointer())
            for place, kind in enumerate(block.types):
                value = builder.extract_value(arguments[1], place)
                value = context.cast(builder, value, arrays_kind.types[place], kind)
                value = _disown(context, builder, kind, value)
                builder.store(value, cgutils.gep_inbounds(builder, target, 0, place))
            return context.get_dummy_value()

        return types.none(memory, arrays), build

    @rule
    def _lay_out(memory, arrays):
        """Write the descriptors of arrays into memory."""
        _put(memory, arrays)

    def _size(kind):
        """Return how much memory the descriptors of a state take [bytes], generously."""
        return 8 * sum(5 + 2 * getattr(one, "ndim", 0) for one in kind.kinds)

    def hold(arrays: Arrays) -> Any:
        """Return the state that rules take, over the same memory as the arrays."""
        return State(arrays)

    def reseed(state: Any, seed: int) -> Any:
        """Return the state under another seed: the same handle."""
        state.arrays = state.arrays._replace(seed=np.uint64(seed))
        state.descriptors[: SEED.itemsize].view(SEED)[0] = seed
        return state

    SEED = np.dtype(np.uint64)
    """The seed, first of the fields and so at the block's beginning."""
