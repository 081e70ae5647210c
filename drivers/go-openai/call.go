package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/realtime"
)

// createCall hands the fields of a call, which travels as a form, to the service's method, and gives the parts of
// the form as members of one text: a part of JSON as it was sent, any other as a string.
func createCall(make maker, wire string) (string, error) {
	var params realtime.CallNewParams
	if err := make(wire, &params); err != nil {
		return "", err
	}
	var sent remembered
	service := realtime.NewCallService(
		option.WithHTTPClient(&http.Client{Transport: &sent}),
		option.WithBaseURL("http://nowhere.invalid"),
		option.WithAPIKey("not-a-key"),
		option.WithMaxRetries(0),
	)
	if _, err := service.New(context.Background(), params); err != nil {
		return "", err
	}
	return members(sent.contentType, sent.body)
}

// remembered is a network that keeps the last request.
type remembered struct{ contentType, body string }

func (network *remembered) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	network.contentType, network.body = request.Header.Get("Content-Type"), string(body)
	answer := &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: http.NoBody, Request: request}
	return answer, err
}

func members(contentType, body string) (string, error) {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return "", fmt.Errorf("a call travels as a form, not as %q", contentType)
	}
	var texts []string
	parts := multipart.NewReader(strings.NewReader(body), parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return "{" + strings.Join(texts, ",") + "}", nil
		}
		if err != nil {
			return "", err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return "", err
		}
		text := string(content)
		if part.Header.Get("Content-Type") != "application/json" {
			text = quoted(text)
		}
		texts = append(texts, quoted(part.FormName())+":"+text)
	}
}

func quoted(text string) string {
	quoted, _ := json.Marshal(text) // a string always can be
	return string(quoted)
}
