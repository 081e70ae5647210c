package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared"
)

// unsupported says what no program can put into the client's params.
type unsupported struct{ text string }

func (reason unsupported) Error() string { return reason.text }

func cannot(format string, values ...any) error { return unsupported{fmt.Sprintf(format, values...)} }

// build fills params as a program does that builds them: it sets the fields that the payload has a member for, and
// leaves the others alone. The client parses nothing: encoding/json reads the payload into plain maps.
func build(wire string, params any) error {
	decoder := json.NewDecoder(strings.NewReader(wire))
	decoder.UseNumber()
	var given any
	if err := decoder.Decode(&given); err != nil {
		return cannot("no value can be built of this text: %v", err)
	}
	return fill(reflect.ValueOf(params).Elem(), given)
}

// options make a param.Opt of what it holds; nulls are the client's words for null, of those types that have one.
var (
	options = map[reflect.Type]func(reflect.Value) any{}
	nulls   = map[reflect.Type]any{
		reflect.TypeFor[[]string]():                                              param.NullSlice[[]string](),
		reflect.TypeFor[[]realtime.RealtimeToolsConfigUnionParam]():              param.NullSlice[[]realtime.RealtimeToolsConfigUnionParam](),
		reflect.TypeFor[shared.Metadata]():                                       param.NullMap[shared.Metadata](),
		reflect.TypeFor[map[string]responses.ResponsePromptVariableUnionParam](): param.NullMap[map[string]responses.ResponsePromptVariableUnionParam](),
	}
)

func optional[T comparable]() {
	kind := reflect.TypeFor[param.Opt[T]]()
	options[kind] = func(value reflect.Value) any { return param.NewOpt(value.Interface().(T)) }
	nulls[kind] = param.Null[T]()
}

func init() {
	optional[string]()
	optional[bool]()
	optional[int64]()
	optional[float64]()
	optional[responses.ToolChoiceOptions]()
}

func fill(target reflect.Value, given any) error {
	kind := target.Type()
	if given == nil {
		return fillNull(target)
	}
	if option, ok := options[kind]; ok {
		value := reflect.New(kind.Field(0).Type).Elem()
		if err := fill(value, given); err != nil {
			return err
		}
		target.Set(reflect.ValueOf(option(value)))
		return nil
	}
	if word, ok := constantOf(kind); ok && given != word {
		return cannot("%s is always %q, not %s", kind, word, shown(given))
	}
	switch kind.Kind() {
	case reflect.Pointer:
		target.Set(reflect.New(kind.Elem()))
		return fill(target.Elem(), given)
	case reflect.Interface:
		target.Set(reflect.ValueOf(literal(given)))
		return nil
	case reflect.Struct:
		if isUnion(kind) {
			return fillUnion(target, given)
		}
		if kind.Field(0).Tag == "" { // params that hold nothing but the model that is their body
			return fill(target.Field(0), given)
		}
		if members, ok := given.(map[string]any); ok {
			return fillStruct(target, members)
		}
	case reflect.Map:
		if members, ok := given.(map[string]any); ok {
			target.Set(reflect.MakeMap(kind))
			for name, member := range members {
				value := reflect.New(kind.Elem()).Elem()
				if err := fill(value, member); err != nil {
					return err
				}
				target.SetMapIndex(reflect.ValueOf(name), value)
			}
			return nil
		}
	case reflect.Slice:
		if items, ok := given.([]any); ok {
			target.Set(reflect.MakeSlice(kind, len(items), len(items)))
			for index, item := range items {
				if err := fill(target.Index(index), item); err != nil {
					return err
				}
			}
			return nil
		}
	default:
		if fits(target, given) {
			return nil
		}
	}
	return cannot("%s can't be %s", kind, shown(given))
}

// fits sets a string (which is how a word that an enum does not list can be written, too), a number or a boolean.
func fits(target reflect.Value, given any) bool {
	switch value := given.(type) {
	case string:
		if target.Kind() == reflect.String {
			target.SetString(value)
			return true
		}
	case bool:
		if target.Kind() == reflect.Bool {
			target.SetBool(value)
			return true
		}
	case json.Number:
		number, err := value.Float64()
		switch target.Kind() {
		case reflect.Float64:
			target.SetFloat(number)
			return err == nil
		case reflect.Int64:
			whole, isWhole := integer(value)
			target.SetInt(whole)
			return isWhole
		}
	}
	return false
}

// integer takes 24000.0 for 24000, which is one number.
func integer(number json.Number) (int64, bool) {
	if whole, err := number.Int64(); err == nil {
		return whole, true
	}
	value, err := number.Float64()
	whole := int64(value)
	return whole, err == nil && float64(whole) == value && whole > -1<<53 && whole < 1<<53
}

func fillNull(target reflect.Value) error {
	if null, ok := nulls[target.Type()]; ok {
		target.Set(reflect.ValueOf(null))
		return nil
	}
	if _, ok := target.Interface().(param.ParamStruct); ok {
		// param.NullStruct, of a type that only reflection knows.
		null := []reflect.Value{reflect.ValueOf([]byte("null")), target.Addr()}
		reflect.ValueOf(param.SetJSON).Call(null)
		return nil
	}
	return cannot("%s has no null", target.Type())
}

func fillStruct(target reflect.Value, members map[string]any) error {
	for name, member := range members {
		field, ok := fieldOf(target, name)
		if !ok {
			return cannot("%s has no member named %q", target.Type(), name)
		}
		if err := fill(field, member); err != nil {
			return cannot("member named %q: %v", name, err)
		}
	}
	return nil
}

func fieldOf(target reflect.Value, name string) (reflect.Value, bool) {
	for index := range target.NumField() {
		if member, _, _ := strings.Cut(target.Type().Field(index).Tag.Get("json"), ","); member == name {
			return target.Field(index), true
		}
	}
	return reflect.Value{}, false
}

func isUnion(kind reflect.Type) bool {
	_, ok := kind.FieldByName("paramUnion")
	return ok
}

// fillUnion sets the field that stands for the payload's type, or else the first that can hold it.
func fillUnion(target reflect.Value, given any) error {
	members, _ := given.(map[string]any)
	var errs []error
	for index := range target.NumField() {
		field := target.Type().Field(index)
		if !field.IsExported() {
			continue
		}
		if isNamed(field, members) {
			return fill(target.Field(index), given)
		}
	}
	for index := range target.NumField() {
		if !target.Type().Field(index).IsExported() {
			continue
		}
		variant := reflect.New(target.Type().Field(index).Type).Elem()
		err := fill(variant, given)
		if err == nil {
			target.Field(index).Set(variant)
			return nil
		}
		errs = append(errs, err)
	}
	return cannot("no variant of %s: %v", target.Type(), errs)
}

// isNamed tells whether a union's field is the one for a payload, by the constants inside (type, or type and role) or,
// where the client has the type as a plain string, by its name: OfAudioPCM is for audio/pcm.
func isNamed(field reflect.StructField, members map[string]any) bool {
	word, _ := members["type"].(string)
	if field.Type.Kind() != reflect.Pointer || word == "" {
		return false
	}
	if member, ok := field.Type.Elem().FieldByName("Type"); ok {
		if _, ok := constantOf(member.Type); ok {
			return hasConstants(field.Type.Elem(), members)
		}
	}
	return strings.EqualFold(field.Name, "Of"+strings.NewReplacer("_", "", "/", "").Replace(word))
}

// hasConstants tells whether the payload has the words of all constants in a struct.
func hasConstants(kind reflect.Type, members map[string]any) bool {
	for index := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(index).Tag.Get("json"), ",")
		if word, ok := constantOf(kind.Field(index).Type); ok && members[name] != word {
			return false
		}
	}
	return true
}

// constantOf gives the word of a type of the package constant.
func constantOf(kind reflect.Type) (string, bool) {
	method, ok := kind.MethodByName("Default")
	if !ok || kind.Kind() != reflect.String {
		return "", false
	}
	return method.Func.Call([]reflect.Value{reflect.Zero(kind)})[0].String(), true
}

// literal makes of free JSON what a program would write: Go's own integers where they fit.
func literal(given any) any {
	switch value := given.(type) {
	case json.Number:
		if whole, err := strconv.ParseInt(value.String(), 10, 64); err == nil {
			return whole
		}
		number, _ := value.Float64()
		return number
	case []any:
		for index := range value {
			value[index] = literal(value[index])
		}
	case map[string]any:
		for name := range value {
			value[name] = literal(value[name])
		}
	}
	return given
}

func shown(given any) string {
	text, _ := json.Marshal(given)
	return string(text)
}
