"""The settings of the bench's web server: the product's own, with a few addresses more."""

from yichuang.config.settings import *  # noqa: F403

ROOT_URLCONF = "yichuang.config.bench.addresses"
