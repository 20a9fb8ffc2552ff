"""`lend`: a bundle of columns handed over as one pointer.

A named tuple is handed to a function by value, seven words a column: for sixty columns four hundred
numbers at each call, which takes the greater part of the time of compiling a large kernel. What
`lend` returns has the same names, and is one word. It is good until the function that called
`lend` returns, and cannot be changed. From plain Python it is the bundle itself.
"""

from __future__ import annotations

from typing import Any, TypeVar

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    register_model,
    type_callable,
)

_Bundle = TypeVar("_Bundle", bound=tuple[Any, ...])


class Lent(types.Type):
    """Numba's type of a bundle that has been lent."""

    def __init__(self, bundle: Any) -> None:
        self.bundle = bundle
        super().__init__(name=f"Lent({bundle})")


@register_model(Lent)
class _Model(models.PrimitiveModel):
    """A pointer to the bundle's columns."""

    def __init__(self, manager: Any, lent: Lent) -> None:
        columns: ir.Type = manager.lookup(lent.bundle).get_value_type()
        super().__init__(manager, lent, columns.as_pointer())


@infer_getattr
class _Names(AttributeTemplate):
    key = Lent

    def generic_resolve(self, typ: Lent, attr: str) -> Any:
        """Type of column `attr`."""
        names = typ.bundle.fields
        return typ.bundle[names.index(attr)] if attr in names else None


@lower_getattr_generic(Lent)
def _column(context: Any, builder: Any, typ: Lent, value: Any, attr: str) -> Any:
    index = typ.bundle.fields.index(attr)
    column = builder.load(cgutils.gep_inbounds(builder, value, 0, index))
    return impl_ret_borrowed(context, builder, typ.bundle[index], column)


def lend(bundle: _Bundle) -> _Bundle:
    """Lend a bundle (a named tuple of arrays) to the functions that are called with it."""
    return bundle


@type_callable(lend)
def _type_of(_: Any) -> Any:
    return lambda bundle: Lent(bundle)


# lowered where it stands: inlining by numba would run a pass over the kernel that takes writes to
# `bundle.column[i]` for dead
@lower_builtin(lend, types.NamedTuple)
@lower_builtin(lend, types.NamedUniTuple)
def _pointer(_: Any, builder: Any, __: Any, args: Any) -> Any:
    return cgutils.alloca_once_value(builder, args[0])
