"""The default engine keeps the contract."""

from tests.contract.suite import EngineContract


class TestWhoosh(EngineContract):
    pass
