package dev.curfew.aws;

import dev.curfew.core.caller.CallersUnavailableException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what STS answers: plain elements of its own namespace, each path once. */
final class StsAnswer {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private StsAnswer() {}

    /** An element that has begun, and the text in it so far. */
    private record Open(String path, StringBuilder text) {}

    /**
     * The text of each element by its path, such as {@code ErrorResponse/Error/Code}.
     *
     * @throws CallersUnavailableException when it is anything else than an answer of STS
     */
    static Map<String, String> read(byte[] answer) {
        try {
            return elements(answer);
        } catch (XMLStreamException notXml) {
            // Its message may repeat what was answered.
            throw notStsOwn("it is not XML");
        }
    }

    private static Map<String, String> elements(byte[] answer) throws XMLStreamException {
        XMLStreamReader xml =
                factory()
                        .createXMLStreamReader(
                                new ByteArrayInputStream(answer), StandardCharsets.UTF_8.name());
        Map<String, String> elements = new HashMap<>();
        Deque<Open> open = new ArrayDeque<>();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (!NAMESPACE.equals(xml.getNamespaceURI())) {
                        throw notStsOwn("an element has another namespace");
                    }
                    Open around = open.peek();
                    String path =
                            around == null
                                    ? xml.getLocalName()
                                    : around.path() + "/" + xml.getLocalName();
                    open.push(new Open(path, new StringBuilder()));
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    Open around = open.peek();
                    if (around != null) {
                        around.text().append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Open ended = open.pop();
                    if (elements.put(ended.path(), ended.text().toString()) != null) {
                        throw notStsOwn("an element stands there twice");
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> {}
                default -> throw notStsOwn("it has more than elements");
            }
        }
        return elements;
    }

    /** Without document types and what they may bring: entities, files, other addresses. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static CallersUnavailableException notStsOwn(String why) {
        return new CallersUnavailableException("the answer is not STS's: " + why);
    }
}
