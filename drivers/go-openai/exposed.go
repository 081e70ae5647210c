package main

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/openai/openai-go/v3/packages/respjson"
)

// exposed is what a program sees in the typed fields of a response: those that are Valid, null where the client says so,
// and the members without a field by ExtraFields. Of a union it is the variant that AsAny gives, or else the text.
func exposed(value reflect.Value) any {
	switch value.Kind() {
	case reflect.Interface, reflect.Pointer:
		if value.IsNil() {
			return nil
		}
		return exposed(value.Elem())
	case reflect.Slice:
		items := make([]any, value.Len())
		for index := range items {
			items[index] = exposed(value.Index(index))
		}
		return items
	case reflect.Map:
		members := map[string]any{}
		for _, name := range value.MapKeys() {
			members[name.String()] = exposed(value.MapIndex(name))
		}
		return members
	case reflect.Struct:
		if meta := value.FieldByName("JSON"); meta.IsValid() {
			return exposedStruct(value, meta)
		}
	}
	return value.Interface()
}

func exposedStruct(value, meta reflect.Value) any {
	if variant, ok := variantOf(value); ok {
		return exposed(variant)
	}
	extra := meta.FieldByName("ExtraFields")
	if !extra.IsValid() { // a union that has no AsAny, or no variant for this
		return json.RawMessage(value.Interface().(response).RawJSON())
	}
	members := map[string]any{}
	for name, field := range extra.Interface().(map[string]respjson.Field) {
		members[name] = json.RawMessage(field.Raw())
	}
	for index := range value.NumField() {
		field := value.Type().Field(index)
		state := meta.FieldByName(field.Name)
		if !state.IsValid() { // the JSON itself
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch known := state.Interface().(respjson.Field); {
		case known.Valid():
			members[name] = exposed(value.Field(index))
		case known.Raw() == respjson.Null:
			members[name] = nil
		}
	}
	return members
}

func variantOf(union reflect.Value) (reflect.Value, bool) {
	method := union.MethodByName("AsAny")
	if !method.IsValid() {
		return union, false
	}
	variant := method.Call(nil)[0]
	return variant, !variant.IsNil()
}
