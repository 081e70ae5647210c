// The parts of a multipart form as the members of one JSON text: one that was sent as JSON stands there as it was
// sent, any other is a string.

/** Reads the form of a request. */
export async function members(request) {
  const [, boundary] = request.headers.get('content-type').match(/boundary="?([^";]+)/);
  const parts = (await request.text()).split(`--${boundary}`).slice(1, -1).map(member);
  return `{${parts.join()}}`;
}

function member(part) {
  const [headers] = part.split('\r\n\r\n', 1);
  const content = part.slice(headers.length + 4, -2);
  const [, name] = headers.match(/name="([^"]*)"/);
  const isJson = /^content-type: *application\/json/im.test(headers);
  return `${JSON.stringify(name)}:${isJson ? content : JSON.stringify(content)}`;
}
