package dev.clv.benchmarks.accuracy;

import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_BoosterCreate;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_BoosterFree;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_BoosterPredictForMat;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_BoosterUpdateOneIter;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_DatasetCreateFromMat;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_DatasetFree;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_DatasetSetField;
import static com.microsoft.ml.lightgbm.lightgbmlib.LGBM_GetLastError;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LightGBM by its C interface. */
final class LightGbmTweedie extends Boosting {

    private static final String SETTINGS = "objective=tweedie tweedie_variance_power=" + POWER
            + " learning_rate=0.05 num_leaves=15"
            + " min_data_in_leaf=20 bagging_fraction=0.8 bagging_freq=1 feature_fraction=0.8 num_threads=2 seed=1"
            + " boost_from_average=%s verbosity=-1";

    static {
        load();
    }

    /** The library comes within its jar. */
    private static void load() {
        try {
            Path folder = Files.createTempDirectory("lightgbm");
            for (String name : List.of("lib_lightgbm.so", "lib_lightgbm_swig.so")) {
                Path file = folder.resolve(name);
                try (InputStream in =
                        lightgbmlib.class.getResourceAsStream("/com/microsoft/ml/lightgbm/linux/x86_64/" + name)) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
                System.load(file.toString());
                file.toFile().deleteOnExit();
            }
            folder.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LightGbmTweedie(boolean offset) {
        super(offset);
    }

    @Override
    Trees train(double[][] rows, double[] labels, float @Nullable [] margins, int trees) {
        String settings = String.format(SETTINGS, margins == null);
        SWIGTYPE_p_p_void handle = lightgbmlib.voidpp_handle();
        SWIGTYPE_p_double features = doubles(rows);
        check(LGBM_DatasetCreateFromMat(
                lightgbmlib.double_to_voidp_ptr(features),
                lightgbmlibConstants.C_API_DTYPE_FLOAT64,
                rows.length,
                rows[0].length,
                1,
                settings,
                null,
                handle));
        lightgbmlib.delete_doubleArray(features);
        SWIGTYPE_p_void learned = lightgbmlib.voidpp_value(handle);
        SWIGTYPE_p_float target = lightgbmlib.new_floatArray(labels.length);
        for (int i = 0; i < labels.length; i++) {
            lightgbmlib.floatArray_setitem(target, i, (float) labels[i]);
        }
        check(LGBM_DatasetSetField(
                learned,
                "label",
                lightgbmlib.float_to_voidp_ptr(target),
                labels.length,
                lightgbmlibConstants.C_API_DTYPE_FLOAT32));
        if (margins != null) {
            SWIGTYPE_p_double start = lightgbmlib.new_doubleArray(margins.length);
            for (int i = 0; i < margins.length; i++) {
                lightgbmlib.doubleArray_setitem(start, i, margins[i]);
            }
            check(LGBM_DatasetSetField(
                    learned,
                    "init_score",
                    lightgbmlib.double_to_voidp_ptr(start),
                    margins.length,
                    lightgbmlibConstants.C_API_DTYPE_FLOAT64));
        }
        SWIGTYPE_p_p_void boosterHandle = lightgbmlib.voidpp_handle();
        check(LGBM_BoosterCreate(learned, settings, boosterHandle));
        SWIGTYPE_p_void booster = lightgbmlib.voidpp_value(boosterHandle);
        SWIGTYPE_p_int finished = lightgbmlib.new_intp();
        for (int tree = 0; tree < trees; tree++) {
            check(LGBM_BoosterUpdateOneIter(booster, finished));
        }
        return new Trees() {
            @Override
            public double[] values(double[][] asked, float @Nullable [] from, int first) {
                double[] values = predict(booster, asked, first);
                for (int i = 0; from != null && i < values.length; i++) {
                    values[i] *= Math.exp(from[i]);
                }
                return values;
            }

            @Override
            public void close() {
                check(LGBM_BoosterFree(booster));
                check(LGBM_DatasetFree(learned));
            }
        };
    }

    private static double[] predict(SWIGTYPE_p_void booster, double[][] rows, int trees) {
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        SWIGTYPE_p_double out = lightgbmlib.new_doubleArray(rows.length);
        SWIGTYPE_p_double features = doubles(rows);
        check(LGBM_BoosterPredictForMat(
                booster,
                lightgbmlib.double_to_voidp_ptr(features),
                lightgbmlibConstants.C_API_DTYPE_FLOAT64,
                rows.length,
                rows[0].length,
                1,
                lightgbmlibConstants.C_API_PREDICT_NORMAL,
                0,
                trees,
                "",
                length,
                out));
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = lightgbmlib.doubleArray_getitem(out, i);
        }
        lightgbmlib.delete_doubleArray(features);
        lightgbmlib.delete_doubleArray(out);
        return values;
    }

    private static SWIGTYPE_p_double doubles(double[][] rows) {
        int columns = rows[0].length;
        SWIGTYPE_p_double all = lightgbmlib.new_doubleArray((long) rows.length * columns);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                lightgbmlib.doubleArray_setitem(all, (long) i * columns + j, rows[i][j]);
            }
        }
        return all;
    }

    private static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException("LightGBM: " + LGBM_GetLastError());
        }
    }
}
