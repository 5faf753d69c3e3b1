"""What all records have in common."""

from __future__ import annotations

from typing import Any, ClassVar, Self


class Record:
    """A value with named parts that never change. Equal to another of its kind with equal parts."""

    __slots__: ClassVar[tuple[str, ...]] = ()

    def replace(self, **changes: Any) -> Self:
        """The same with other values of these fields.

        >>> from tillbook import OrderLine, VariantId
        >>> OrderLine(VariantId("tea"), 2, 5).replace(quantity=3)
        OrderLine(variant='tea', quantity=3, unit_cost=5)
        """
        return type(self)(**{**self.to_dict(), **changes})

    def to_dict(self) -> dict[str, Any]:
        """Its fields by name; records within it stay records."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__qualname__} does not change; see replace()")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__qualname__} does not change; see replace()")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.__slots__)))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({told})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.to_dict())


def _again(kind: type[Record], fields: dict[str, Any]) -> Record:
    return kind(**fields)
