"""The OpenSearch engine keeps the contract, on a real cluster."""

import pytest

from tests.contract.suite import EngineContract


@pytest.mark.opensearch
class TestOpenSearch(EngineContract):
    ENGINE = "opensearch"
