from pytest_realtime.suite.manifest import *  # noqa
