package main

import (
	"encoding/json"
	"maps"
	"reflect"
)

// call takes JSON text and returns JSON text, or the client's refusal.
type call func(wire string) (string, error)

// maker makes the client's value of a payload: by parsing it, or by building it.
type maker func(wire string, value any) error

func parse(wire string, value any) error { return json.Unmarshal([]byte(wire), value) }

// writer marshals what a maker has made.
type writer func(make maker, wire string) (string, error)

type calls struct {
	write writer
	read  call
}

func (calls calls) written(make maker) call {
	if calls.write == nil {
		return nil
	}
	return func(wire string) (string, error) { return calls.write(make, wire) }
}

// write makes a param and marshals it, as the client does with whatever is sent.
func write[T any](make maker, wire string) (string, error) {
	return sent(make, wire, func(value *T) any { return *value })
}

// sent marshals what the caller hands to the client: for an event, the union that Connection.Send takes.
func sent[T any](make maker, wire string, handed func(*T) any) (string, error) {
	var value T
	if err := make(wire, &value); err != nil {
		return "", err
	}
	text, err := json.Marshal(handed(&value))
	return string(text), err
}

// response is implemented by all that a server sends.
type response interface{ RawJSON() string }

// read lets the client decode a response and shows what its typed fields then hold.
func read[T response](wire string) (string, error) {
	return readAs(func(value T) any { return value })(wire)
}

// readAs is for unions whose users switch on the variant that AsAny gives.
func readAs[T response](variant func(T) any) call {
	return func(wire string) (string, error) {
		var value T
		if err := json.Unmarshal([]byte(wire), &value); err != nil {
			return "", err
		}
		held := variant(value)
		if held == nil {
			held = value
		}
		text, err := json.Marshal(exposed(reflect.ValueOf(held)))
		return string(text), err
	}
}

// readName is for responses without RawJSON: names, which are strings.
func readName[T ~string](wire string) (string, error) { return write[T](parse, wire) }

// readMap is for responses that are maps of Go.
func readMap[T ~map[string]string](wire string) (string, error) { return write[T](parse, wire) }

func name[T ~string]() calls { return calls{write[T], readName[T]} }

// types: which types of openai-go stand for which wire type, for writing and for reading.
var types = map[string]calls{}

func init() {
	for _, table := range []map[string]calls{sessionTypes, itemTypes, responseTypes, clientEventTypes, serverEventTypes} {
		maps.Copy(types, table)
	}
}
