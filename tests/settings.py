"""The tests' settings: the product's own, on a data folder and a database that no user has."""

from tests import ground

ground.lay()

from yichuang.config.settings import *  # noqa: E402, F403 - the environment comes first

LIVE_PORT = 0  # no streams beside the tests' server; who tests them starts them
PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]  # slow on purpose otherwise, at each signing in
