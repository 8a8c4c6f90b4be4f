package dev.cradlewatch.jobs.cli;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address to listen on. */
final class SocketAddressConverter implements ITypeConverter<InetSocketAddress> {
    private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
    private static final int MOST = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
        var address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(2)) > MOST) {
            throw new TypeConversionException("'" + text + "': expected HOST:PORT, such as 127.0.0.1:9430");
        }
        return new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
    }
}
