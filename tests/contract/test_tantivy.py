"""The tantivy engine keeps the contract."""

from tests.contract.suite import EngineContract


class TestTantivy(EngineContract):
    ENGINE = "tantivy"
