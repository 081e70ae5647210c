from pytest_realtime.suite.golden import *  # noqa
