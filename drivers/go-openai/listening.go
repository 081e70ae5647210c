package main

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"github.com/coder/websocket"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/realtime"
)

// connection is what both of the client's connections have.
type connection[T response] interface {
	Recv(context.Context) (T, error)
	Abort()
}

// listen collects what Recv of a connection of this kind gives its user.
func listen(asked request) answer {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(asked.Timeout*float64(time.Second)))
	defer cancel()
	options := []option.RequestOption{
		option.WithBaseURL(asked.BaseURL),
		option.WithAPIKey(asked.APIKey),
		option.WithMaxRetries(0),
	}
	selector := option.WithQuery("model", asked.Model)
	if asked.Kind == "transcription" {
		selector = option.WithQuery("intent", asked.Kind)
	}
	options = append(options, selector)
	switch asked.Kind {
	case "conversation", "transcription":
		service := realtime.NewRealtimeService(options...)
		opened, err := service.Connect(ctx, realtime.RealtimeConnectionOptions{})
		return collected(ctx, opened, err, asked.Until, func(event realtime.RealtimeServerEventUnion) (string, any) {
			return event.Type, event.AsAny()
		})
	case "translation":
		service := realtime.NewTranslationService(options...)
		opened, err := service.Connect(ctx, realtime.TranslationConnectionOptions{})
		return collected(ctx, opened, err, asked.Until, func(event realtime.RealtimeTranslationServerEventUnion) (string, any) {
			return event.Type, event.AsAny()
		})
	}
	return answer{"unsupported": "openai-go opens no connection for " + asked.Kind}
}

// collected receives as the client's README does: until an error, which ends the user's loop.
func collected[T response](
	ctx context.Context, opened connection[T], err error, until string, switched func(T) (string, any),
) answer {
	heard := []string{}
	if err != nil {
		return ended(heard, err)
	}
	defer opened.Abort()
	for {
		event, err := opened.Recv(ctx)
		if ctx.Err() != nil {
			return answer{"heard": heard, "closed": false}
		}
		if err != nil {
			return ended(heard, err)
		}
		name, variant := switched(event)
		if variant == nil { // its users have the event itself
			variant = event
		}
		text, err := json.Marshal(exposed(reflect.ValueOf(variant)))
		if err != nil {
			return answer{"error": err.Error()}
		}
		heard = append(heard, string(text))
		if name == until {
			return answer{"heard": heard, "closed": false}
		}
	}
}

// ended tells the end of the connection from an error of the client.
func ended(heard []string, err error) answer {
	if websocket.CloseStatus(err) != -1 {
		return answer{"heard": heard, "closed": true}
	}
	return answer{"heard": heard, "closed": false, "failed": err.Error()}
}
