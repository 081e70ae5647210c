package driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a multipart form as the members of one JSON text. */
final class Form {
    private static final ObjectMapper STRINGS = new ObjectMapper();
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("(?i)name=\"([^\"]*)\"");
    private static final Pattern JSON = Pattern.compile("(?im)^content-type: *application/json");
    private static final String BLANK = "\r\n\r\n";

    private Form() {}

    /** A part that was sent as JSON stands there as it was sent, any other as a string. */
    static String members(String contentType, String body) throws JsonProcessingException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new IllegalStateException("a call travels as a form, not as " + contentType);
        }
        StringJoiner members = new StringJoiner(",", "{", "}");
        String[] parts = ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
        for (int index = 1; index < parts.length - 1; index++) { // before the first, and behind the last, is nothing
            members.add(member(parts[index]));
        }
        return members.toString();
    }

    private static String member(String part) throws JsonProcessingException {
        int end = part.indexOf(BLANK);
        String headers = part.substring(0, end);
        String content = part.substring(end + BLANK.length());
        Matcher name = NAME.matcher(headers);
        if (!name.find()) {
            throw new IllegalStateException("a part without a name: " + headers);
        }
        boolean isJson = JSON.matcher(headers).find();
        return STRINGS.writeValueAsString(name.group(1)) + ":"
                + (isJson ? content : STRINGS.writeValueAsString(content));
    }
}
