package dev.cradlewatch.jobs.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The id of a device or household: a record key, a file name and a word in the agent's configuration. */
final class IdConverter implements ITypeConverter<String> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @Override
    public String convert(String text) {
        if (!ID.matcher(text).matches()) {
            throw new TypeConversionException("'" + text
                    + "': expected 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or digit");
        }
        return text;
    }
}
