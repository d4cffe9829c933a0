"""
Lets another process drive a script of Twisted; what the lines look like stands in lines.js.
"""
import base64
import json
import sys

from autobahn.wamp.exception import ApplicationError
from twisted.internet import defer, reactor, stdio
from twisted.protocols.basic import LineOnlyReceiver


def _to_line(value):
    if isinstance(value, bytes):
        return {'$bytes': base64.b64encode(value).decode('ascii')}
    if isinstance(value, (list, tuple)):
        return [_to_line(element) for element in value]
    if isinstance(value, dict):
        return {key: _to_line(element) for key, element in value.items()}
    return value


def _from_line(value):
    if isinstance(value, list):
        return [_from_line(element) for element in value]
    if isinstance(value, dict):
        if '$bytes' in value:
            return base64.b64decode(value['$bytes'])
        return {key: _from_line(element) for key, element in value.items()}
    return value


def _write(line):
    sys.stdout.write(json.dumps(_to_line(line)) + '\n')
    sys.stdout.flush()


def tell(what, **details):
    """Says what happened."""
    _write({'tell': what, **details})


def _error_line(failure):
    error = failure.value
    if isinstance(error, ApplicationError):
        return {'message': error.error, 'uri': error.error, 'args': list(error.args), 'kwargs': error.kwargs}
    return {'message': '%s: %s' % (type(error).__name__, error)}


class _Commands(LineOnlyReceiver):
    delimiter = b'\n'
    MAX_LENGTH = 1 << 24

    def __init__(self, commands):
        self._commands = commands

    def lineReceived(self, line):
        command = _from_line(json.loads(line))
        ask, name = command.pop('ask'), command.pop('do')
        # "as" is a word of the language.
        command['name'] = command.pop('as', None)
        done = defer.maybeDeferred(self._commands[name], **command)
        done.addCallbacks(
            lambda answer: _write({'ask': ask, **answer}),
            lambda failure: _write({'ask': ask, 'error': _error_line(failure)}))

    def connectionLost(self, reason):
        if reactor.running:
            reactor.stop()


def serve(commands):
    """Takes commands, functions by name that return a dict or a deferred of one, until the input ends."""
    stdio.StandardIO(_Commands(commands))
    reactor.run()
