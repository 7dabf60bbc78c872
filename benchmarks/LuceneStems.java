// Prints, for each word on standard input, the word, a tab, and what Lucene's ArabicAnalyzer makes of it.
//
//   apt-get download liblucene4.10-java && dpkg -x liblucene4.10-java_*.deb lucene
//   java -Dfile.encoding=UTF-8 -cp 'lucene/usr/share/java/*' benchmarks/LuceneStems.java < words > tests/unit/lucene_stems.tsv
//
// Without stop words, so that every word has an answer. Made the table of tests/unit/test_lucene_parity.py.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.CharArraySet;

public class LuceneStems {
    public static void main(String[] arguments) throws Exception {
        ArabicAnalyzer analyzer = new ArabicAnalyzer(CharArraySet.EMPTY_SET);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            StringBuilder terms = new StringBuilder();
            try (TokenStream stream = analyzer.tokenStream("text", word)) {
                CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
                stream.reset();
                while (stream.incrementToken()) {
                    terms.append(terms.length() == 0 ? "" : " ").append(term);
                }
                stream.end();
            }
            out.println(word + "\t" + terms);
        }
    }
}
