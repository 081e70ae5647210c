// Which call of the transport sends an event: the one that is made for it, or `sendEvent`, which takes any.

const only = (object, ...names) => Object.keys(object).every((name) => names.includes(name));
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Has the transport send an event. */
export function say(transport, event) {
  const call = isObject(event) && Object.hasOwn(CALLS, event.type) && CALLS[event.type](event);
  if (call) call(transport);
  else transport.sendEvent(event);
}

const CALLS = {
  'conversation.item.create': ({ type, item, ...others }) =>
    isObject(item) && Object.hasOwn(ITEMS, item.type) ? ITEMS[item.type](item, others) : undefined,
  'input_audio_buffer.append': (event) => {
    const audio = typeof event.audio === 'string' && Buffer.from(event.audio, 'base64');
    if (!audio || !only(event, 'type', 'audio') || audio.toString('base64') !== event.audio) return undefined;
    return (transport) => transport.sendAudio(new Uint8Array(audio).buffer);
  },
  'response.create': (event) => only(event, 'type', 'response') && ((transport) => transport.requestResponse(event.response)),
};

const ITEMS = {
  message: (item, others) => {
    if (item.role !== 'user' || !only(item, 'type', 'role', 'content') || !Array.isArray(item.content)) return undefined;
    if (!item.content.every(isObject)) return undefined;
    const message = { type: 'message', role: 'user', content: item.content.map(part) };
    return (transport) => transport.sendMessage(message, others, { triggerResponse: false });
  },
  function_call_output: (item, others) => {
    if (!only(item, 'type', 'call_id', 'output') || !only(others)) return undefined;
    const call = { type: 'function_call', callId: item.call_id, id: 'it_1', name: 'any', arguments: '{}' };
    return (transport) => transport.sendFunctionCallOutput(call, item.output, false);
  },
  // The call takes no id of the answer; the answer is asked for all the same, as its users ask for it.
  mcp_approval_response: (item, others) => {
    if (!only(item, 'type', 'id', 'approval_request_id', 'approve', 'reason') || !only(others)) return undefined;
    const request = { type: 'mcp_approval_request', itemId: item.approval_request_id, name: 'any', arguments: {}, serverLabel: 'any' };
    return (transport) => transport.sendMcpResponse(request, item.approve, item.reason);
  },
};

/** An image has a name of its own, and further members of its part go with it. */
function part(content) {
  if (content.type !== 'input_image' || !('image_url' in content)) return content;
  const { type, image_url: image, ...providerData } = content;
  return { type, image, providerData };
}
