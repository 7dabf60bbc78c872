// Indexes texts with Lucene's ArabicAnalyzer and asks them: OR of the words in one field, the date range, top
// 20, the exact count, highlights of the 20.
//
//   java -cp 'JARS/*' benchmarks/LuceneSpeed.java FOLDER TEXTS QUERIES FIRST_DAY
//
// TEXTS: a line each, day, a tab, text. QUERIES: a line each. Prints "indexed SECONDS", then for each query the
// processor time and the wall time in microseconds, after a round to warm up.
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

public class LuceneSpeed {
    static final ArabicAnalyzer ANALYZER = new ArabicAnalyzer();

    public static void main(String[] arguments) throws Exception {
        FSDirectory folder = FSDirectory.open(Path.of(arguments[0]));
        long begun = System.nanoTime();
        index(folder, Path.of(arguments[1]));
        System.out.println("indexed " + (System.nanoTime() - begun) / 1e9);
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(folder));
        List<String> queries = Files.readAllLines(Path.of(arguments[2]));
        int firstDay = Integer.parseInt(arguments[3]);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 2; round++) {
            for (String text : queries) {
                long wall = System.nanoTime();
                long processor = clock.getCurrentThreadCpuTime();
                page(searcher, text, firstDay);
                if (round == 1) {
                    long spent = (clock.getCurrentThreadCpuTime() - processor) / 1000;
                    System.out.println(spent + " " + (System.nanoTime() - wall) / 1000);
                }
            }
        }
    }

    static void index(FSDirectory folder, Path texts) throws Exception {
        try (IndexWriter writer = new IndexWriter(folder, new IndexWriterConfig(ANALYZER));
                Stream<String> lines = Files.lines(texts)) {
            for (String line : (Iterable<String>) lines::iterator) {
                int tab = line.indexOf('\t');
                Document document = new Document();
                document.add(new IntPoint("day", Integer.parseInt(line.substring(0, tab))));
                document.add(new TextField("text", line.substring(tab + 1), Field.Store.YES));
                writer.addDocument(document);
            }
        }
    }

    static void page(IndexSearcher searcher, String text, int firstDay) throws Exception {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        try (TokenStream stream = ANALYZER.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(new TermQuery(new Term("text", term.toString())), Occur.SHOULD);
            }
            stream.end();
        }
        Query asked = words.build();
        Query filtered = new BooleanQuery.Builder().add(asked, Occur.MUST)
                .add(IntPoint.newRangeQuery("day", firstDay, Integer.MAX_VALUE), Occur.FILTER).build();
        TopScoreDocCollector top = TopScoreDocCollector.create(20, Integer.MAX_VALUE);
        searcher.search(filtered, top);
        TopDocs found = top.topDocs();
        if (found.scoreDocs.length > 0) {
            new UnifiedHighlighter(searcher, ANALYZER).highlight("text", asked, found, 2);
        }
    }
}
